package io.coordkit.statestore.record;

import io.coordkit.statestore.codec.ProtoFormatException;
import io.coordkit.statestore.codec.WritableReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An attempt's tokens and secrets, read from a token storage stream (Hadoop's Credentials, written as Writables). Layouts before 1.2
 * kept the application master's token here; since then it is made anew from the keys of {@link AmrmTokenState}. The text form shows no
 * secret.
 *
 * @param tokens by alias
 * @param secrets by name; not to be changed
 */
public record Credentials(SortedMap<String, Token> tokens, SortedMap<String, byte[]> secrets) {

    /** The alias of the application master's token, the same on every cluster (YARN-1779). */
    public static final String AMRM_TOKEN = "AM_RM_TOKEN_SERVICE";

    /** The name of the key with which clients' tokens for the application master are signed. */
    public static final String CLIENT_TOKEN_KEY = "YARN_CLIENT_TOKEN_MASTER_KEY";

    private static final byte[] MAGIC = "HDTS".getBytes(StandardCharsets.US_ASCII);

    public Credentials {
        tokens = Collections.unmodifiableSortedMap(new TreeMap<>(tokens));
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    }

    /** One token; its text form shows no secret. */
    public record Token(byte[] identifier, byte[] password, String kind, String service) {

        @Override
        public String toString() {
            return "Token[kind=" + kind + ", service=" + service + "]";
        }
    }

    /** Reads a stream; throws {@link ProtoFormatException} if it is none, or one that is not written as Writables. */
    public static Credentials decode(byte[] stream) {
        WritableReader reader = new WritableReader(stream);
        if (!Arrays.equals(reader.bytes(MAGIC.length), MAGIC) || reader.bytes(1)[0] != 0) {
            throw new ProtoFormatException("no token storage stream of Writables");
        }
        SortedMap<String, Token> tokens = new TreeMap<>();
        for (int left = reader.vint(); left > 0; left--) {
            tokens.put(reader.text(), new Token(bytes(reader), bytes(reader), reader.text(), reader.text()));
        }
        SortedMap<String, byte[]> secrets = new TreeMap<>();
        for (int left = reader.vint(); left > 0; left--) {
            secrets.put(reader.text(), bytes(reader));
        }
        return new Credentials(tokens, secrets);
    }

    /** The application master's token, in stores of layouts before 1.2. */
    public Optional<Token> amrmToken() {
        return Optional.ofNullable(tokens.get(AMRM_TOKEN));
    }

    /** The key that signs clients' tokens for the application master. */
    public Optional<byte[]> clientTokenKey() {
        return Optional.ofNullable(secrets.get(CLIENT_TOKEN_KEY));
    }

    private static byte[] bytes(WritableReader reader) {
        return reader.bytes(reader.vint());
    }

    @Override
    public String toString() {
        return "Credentials[tokens=" + tokens.keySet() + ", secrets=" + secrets.keySet() + "]";
    }
}
