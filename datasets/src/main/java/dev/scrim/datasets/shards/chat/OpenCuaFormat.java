package dev.scrim.datasets.shards.chat;

/** For OpenCUA: AgentNet's records, a whole trajectory each; {@code images} is the folder of pictures. */
public final class OpenCuaFormat extends ChatFormat {
    public OpenCuaFormat() {
        super("chat-opencua", "OpenCUA's trajectories with pyautogui code, and pictures", new OpenCuaTrajectory());
    }
}
