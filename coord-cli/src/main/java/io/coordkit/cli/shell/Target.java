package io.coordkit.cli.shell;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which servers a shell talks to, and how.
 *
 * @param servers the client's connect string: {@code HOST:PORT[,...][/chroot]}
 * @param timeoutMs session timeout to ask for; also how long to wait for a first connection
 * @param readOnly whether a server without a quorum will do
 * @param clientConfiguration the client library's properties, for TLS and SASL
 */
public record Target(String servers, int timeoutMs, boolean readOnly, Optional<Path> clientConfiguration) {}
