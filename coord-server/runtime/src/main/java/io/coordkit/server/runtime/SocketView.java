package io.coordkit.server.runtime;

/**
 * A socket at the moment, for operators.
 *
 * @param address of the other end, as Java writes it
 * @param reading whether it is read
 * @param writable whether the other end takes what is sent
 * @param secure whether it came by the port where only TLS is spoken
 */
public record SocketView(String address, boolean reading, boolean writable, boolean secure) {
    private static final int READ = 1;
    private static final int WRITE = 4;

    /** The bits of {@code SelectionKey}: whether it is read, and whether something waits to be written. */
    public int interest() {
        return (reading ? READ : 0) | (writable ? 0 : WRITE);
    }
}
