package io.coordkit.it.volume;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of its own, in memory, in a mount namespace that lives as long as a process that does nothing else and ends
 * with this one; so nothing is ever left mounted.
 */
final class SmallDisk implements Volume {

    private static final String SIZE = "16m";
    private static final int PIECE_BYTES = 4096;
    private static final String READY = "mounted";
    private static final String HOLD =
            "mount -t tmpfs -o size=" + SIZE + " tmpfs \"$0\" && echo " + READY + " && exec cat";

    private final Process holder;
    private final Path seen;

    SmallDisk(Path directory) throws IOException {
        holder = new ProcessBuilder(
                        "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", HOLD, directory.toString())
                .redirectErrorStream(true)
                .start();
        seen = Path.of("/proc", Long.toString(holder.pid()), "root")
                .resolve(Path.of("/").relativize(directory));
        BufferedReader output = holder.inputReader(StandardCharsets.UTF_8);
        String said = String.valueOf(output.readLine());
        if (!said.equals(READY)) {
            close();
            throw new IOException(said);
        }
    }

    @Override
    public List<String> launcher() {
        String pid = Long.toString(holder.pid());
        return List.of("nsenter", "--target", pid, "--user", "--mount", "--preserve-credentials", "--");
    }

    @Override
    public Path seen() {
        return seen;
    }

    private Path ballast() {
        return seen.resolve("ballast");
    }

    @Override
    public void fill(long user) throws IOException {
        fill();
    }

    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (seen.toFile().getUsableSpace() > 0) {
                out.write(new byte[PIECE_BYTES]);
            }
        }
    }

    @Override
    public void empty() throws IOException {
        Files.delete(ballast());
    }

    @Override
    public void close() throws IOException {
        holder.destroyForcibly();
        try {
            holder.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
