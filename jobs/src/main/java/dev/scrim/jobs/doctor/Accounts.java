package dev.scrim.jobs.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which numbers of accounts have an account behind them. Each number is looked up once. */
final class Accounts {
    private final Map<Integer, Boolean> known = new ConcurrentHashMap<>();

    /**
     * Whether there is such an account.
     *
     * @param place that belongs to it; the system gives the number for a name where there is none
     */
    boolean exists(int uid, Path place) {
        return known.computeIfAbsent(uid, id -> {
            try {
                return !Files.getOwner(place, LinkOption.NOFOLLOW_LINKS)
                        .getName()
                        .equals(String.valueOf(id));
            } catch (IOException e) {
                return true;
            }
        });
    }
}
