package dev.scrim.datasets.vault;

import com.google.crypto.tink.util.SecretBytes;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process knows of keyrings. Parquet makes a crypto factory for each file and passes it nothing but a
 * configuration, and tasks open keyrings by their path, so there is no object to own them. A keyring looks at its file
 * anew at every call, so an entry only saves parsing. What a key service unwrapped is kept until the wrapped key leaves
 * the file, so that the service is asked once for each key: a build goes on when the service is gone, the next process
 * does not.
 */
final class OpenKeyrings {
    private static final ConcurrentHashMap<Path, LocalKeyring> OPEN = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<MasterPlace, KeyWrapper> SERVICES = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<Slot, SecretBytes> UNWRAPPED = new ConcurrentHashMap<>();

    private OpenKeyrings() {}

    /**
     * One wrapped secret.
     *
     * @param ring the keyring's own name
     */
    record Slot(String ring, MasterPlace place, String context, String wrapped) {}

    /** Carries a refusal out of a map's computation, which then keeps nothing. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient WrapException what;

        Refused(WrapException what) {
            super(null, null, false, false);
            this.what = what;
        }
    }

    static LocalKeyring get(Path file) {
        return OPEN.computeIfAbsent(file.toAbsolutePath().normalize(), LocalKeyring::open);
    }

    /** The client of a service: connections are shared. */
    static KeyWrapper service(MasterPlace place) {
        return SERVICES.computeIfAbsent(place, OpenKeyrings::connect);
    }

    static TransitMaster transit(MasterPlace.VaultTransit place) {
        return new TransitMaster(
                place, new VaultHttp(place, new VaultToken(place.tokenFile(), System::getenv), Thread::sleep));
    }

    private static KeyWrapper connect(MasterPlace place) {
        if (place instanceof MasterPlace.VaultTransit vault) {
            return transit(vault);
        }
        if (place instanceof MasterPlace.CloudKms kms) {
            return new KmsMaster(kms);
        }
        throw new IllegalArgumentException("Cannot connect to an embedded master key");
    }

    /** Asks the service the first time; callers that want the same key meanwhile wait for that answer. */
    static SecretBytes unwrapped(Slot slot, KeyWrapper master) throws WrapException {
        try {
            return UNWRAPPED.computeIfAbsent(slot, s -> {
                try {
                    return master.unwrap(s.wrapped(), s.context());
                } catch (WrapException e) {
                    throw new Refused(e);
                }
            });
        } catch (Refused e) {
            throw e.what;
        }
    }

    /** Forgets what a keyring no longer holds: a destroyed key must not live on in memory. */
    static void keepOnly(String ring, Set<String> wrapped) {
        UNWRAPPED.keySet().removeIf(s -> s.ring().equals(ring) && !wrapped.contains(s.wrapped()));
    }
}
