package io.coordkit.server.http;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question.
 *
 * @param method of HTTP, in capitals
 * @param path without its parameters
 * @param parameters the first value of each
 * @param authorization what the header of this name says
 * @param forwardedFor what a proxy says of who asks, if it is one: addresses, the first is that of the client
 * @param length bytes of its body as far as it says so, otherwise 0
 * @param certificates the one that who asks has proven by TLS to be his own, and those that lead to its issuer; empty without
 * @param from who asks
 */
public record HttpQuestion(
        String method,
        String path,
        Map<String, String> parameters,
        Optional<String> authorization,
        Optional<String> forwardedFor,
        long length,
        List<X509Certificate> certificates,
        InetSocketAddress from) {}
