package dev.scrim.datasets.shards;

import dev.scrim.datasets.check.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The formats on the class path, by id; two that claim one id are an error. */
public final class ShardFormats {
    private final SortedMap<String, ShardFormat> byId = new TreeMap<>();

    ShardFormats(Iterable<ShardFormat> formats) {
        for (ShardFormat format : formats) {
            ShardFormat other = byId.putIfAbsent(format.id(), format);
            if (other != null) {
                throw new IllegalStateException("Cannot choose a shard format for " + format.id() + ": "
                        + other.getClass().getName() + " and "
                        + format.getClass().getName() + " both claim it (remove one)");
            }
        }
    }

    /** All formats that {@link ServiceLoader} finds. */
    public static ShardFormats load() {
        return new ShardFormats(ServiceLoader.load(ShardFormat.class, ShardFormats.class.getClassLoader()));
    }

    /** Ids, sorted. */
    public List<String> ids() {
        return new ArrayList<>(byId.keySet());
    }

    /** The format of that id; an unknown one is the user's mistake. */
    public ShardFormat get(String id) {
        ShardFormat format = byId.get(id);
        if (format == null) {
            throw new UserError("Cannot export as " + id, "known formats: " + String.join(", ", byId.keySet()));
        }
        return format;
    }

    /** The format of that id, which must have the step as its unit. */
    public ShardFormat.Steps steps(String id) {
        if (get(id) instanceof ShardFormat.Steps steps) {
            return steps;
        }
        throw new UserError("Cannot write steps as " + id, "its unit is the recording");
    }

    /** The format of that id, which must have the recording as its unit. */
    public ShardFormat.Recordings recordings(String id) {
        if (get(id) instanceof ShardFormat.Recordings recordings) {
            return recordings;
        }
        throw new UserError("Cannot write recordings as " + id, "its unit is the step");
    }
}
