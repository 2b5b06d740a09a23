package dev.scrim.jobs.spec;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML text to its tree of nodes, places kept. */
final class YamlText {
    private YamlText() {}

    /**
     * The root, or empty for a document without content. Duplicate keys pass here: the walker says them with their places.
     *
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException where the text is no YAML, or is more than one document
     */
    static Optional<Node> compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(true)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(16)
                .build();
        return new Compose(settings).composeString(text);
    }
}
