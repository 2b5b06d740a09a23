package dev.scrim.jobs.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What was found in a workspace, for programs. */
public final class ExposureJson {
    private ExposureJson() {}

    /** One document, the worst first. */
    public static String of(WorkspaceCheck.Findings findings, boolean showPaths) {
        OwnNames names = new OwnNames(showPaths);
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("format", "scrim-doctor/1");
        root.put("closed", findings.closed());
        root.put("files", findings.files());
        ArrayNode exposures = root.putArray("exposures");
        for (Exposure e : findings.exposures()) {
            ObjectNode node = exposures.addObject();
            node.put("code", e.code().name());
            node.put("severity", e.severity().name());
            node.put("place", names.said(e.place()));
            node.put("meaning", e.code().meaning());
            node.put("remedy", e.remedy());
        }
        return root.toPrettyString();
    }
}
