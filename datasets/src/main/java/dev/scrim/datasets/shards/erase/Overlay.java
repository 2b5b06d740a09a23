package dev.scrim.datasets.shards.erase;

import dev.scrim.datasets.shards.ShardDirectory;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** An export as it will be: what was written anew lies in one folder, everything else is read where it was. */
final class Overlay implements ShardDirectory {
    private final ShardDirectory fresh;
    private final ShardDirectory old;
    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    Overlay(ShardDirectory fresh, ShardDirectory old) {
        this.fresh = fresh;
        this.old = old;
    }

    @Override
    public Output create(String path) throws IOException {
        return fresh.create(path);
    }

    @Override
    public Spool spool(String path) throws IOException {
        return fresh.spool(path);
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        try {
            return fresh.open(path);
        } catch (NoSuchFileException e) {
            if (gone.contains(path)) {
                throw e;
            }
            return old.open(path);
        }
    }

    @Override
    public List<String> list() throws IOException {
        Set<String> all = new TreeSet<>(old.list());
        all.removeAll(gone);
        all.addAll(fresh.list());
        return List.copyOf(all);
    }

    /** Hides it; the old file itself stays until everything is put in place. */
    @Override
    public void delete(String path) throws IOException {
        fresh.delete(path);
        gone.add(path);
    }
}
