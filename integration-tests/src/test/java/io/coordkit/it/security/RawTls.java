package io.coordkit.it.security;

import io.coordkit.it.raw.Requests;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** One try to be served, by the JDK's own sockets: who is not served must be told at once, and not by silence. */
final class RawTls {
    private static final int DEADLINE_MS = 30_000;
    private static final int SESSION_MS = 40_000;

    private RawTls() {}

    /** The server's certificate if it serves; nothing if it hangs up instead. */
    static Optional<X509Certificate> greet(int port, X509Certificate trusted, Optional<Authority.Identity> own)
            throws IOException {
        try (SSLSocket socket = connect(port, trusted, own)) {
            greet(socket);
            return Optional.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("neither an answer nor a close", e);
        } catch (IOException hungUp) {
            return Optional.empty();
        }
    }

    /** A socket to the server; the handshake comes with the first byte. */
    static SSLSocket connect(int port, X509Certificate trusted, Optional<Authority.Identity> own) throws IOException {
        SSLSocket socket = (SSLSocket) context(trusted, own).getSocketFactory().createSocket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), DEADLINE_MS);
        socket.setSoTimeout(DEADLINE_MS);
        return socket;
    }

    /** Asks for a session, and waits for the answer. */
    static void greet(SSLSocket socket) throws IOException {
        byte[] greeting = Requests.connect(0, SESSION_MS, 0, new byte[16], Requests.ReadOnly.NO)
                .toBytes();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(greeting.length);
        out.write(greeting);
        out.flush();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        in.readFully(new byte[in.readInt()]);
    }

    /** For connections with this certificate, or with none. */
    static SSLContext context(X509Certificate trusted, Optional<Authority.Identity> own) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("trusted", trusted);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            KeyStore keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, null);
            if (own.isPresent()) {
                keyStore.setKeyEntry("own", own.get().key(), new char[0], new java.security.cert.Certificate[] {
                    own.get().certificate(), own.get().issuer()
                });
            }
            keys.init(keyStore, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
