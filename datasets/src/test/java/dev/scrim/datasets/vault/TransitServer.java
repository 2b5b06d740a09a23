package dev.scrim.datasets.vault;

import java.net.URI;

/** A server with a transit engine at {@code transit}, and what its administrator does to it. */
interface TransitServer extends AutoCloseable {
    URI address();

    /** One that may use every key. */
    String token();

    /** Makes a key of a type such as {@code aes256-gcm96}. */
    void makeKey(String name, String type, boolean derived);

    void rotateKey(String name);

    void allowFrom(String name, int version);

    void deleteKey(String name);

    void seal();

    @Override
    void close();
}
