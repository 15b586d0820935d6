package io.coordkit.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How TLS is spoken.
 *
 * @param prefix of the keys of the configuration, for messages
 * @param keyStore our key and its certificates
 * @param trustStore whom we trust; without it nobody is asked who he is
 * @param protocols versions that are spoken
 * @param cipherSuites by preference
 * @param clientAuth whether who connects must say who he is
 * @param names whose certificates must name where they are used
 * @param revocation how certificates that were taken back are found
 * @param detection how long somebody who may speak TLS or not may say nothing
 * @param reload whether changed files take effect without a restart
 */
public record TlsConfig(
        String prefix,
        StoreFile keyStore,
        Optional<StoreFile> trustStore,
        List<String> protocols,
        List<String> cipherSuites,
        ClientAuth clientAuth,
        NameChecks names,
        Revocation revocation,
        Duration detection,
        boolean reload) {

    /** Whether who connects must say who he is. */
    public enum ClientAuth {
        NONE,
        WANT,
        NEED
    }

    /**
     * Whose certificates must name where they are used.
     *
     * @param servers the host that we have connected to
     * @param clients the host that has connected to us
     * @param reverseLookup whether a host that is only known by its address is looked up by it
     */
    public record NameChecks(boolean servers, boolean clients, boolean reverseLookup) {}

    /**
     * How certificates that were taken back are found.
     *
     * @param lists by lists that their issuers publish
     * @param online by asking their issuers
     */
    public record Revocation(boolean lists, boolean online) {
        /** Whether anything is done. */
        public boolean isChecked() {
            return lists || online;
        }
    }
}
