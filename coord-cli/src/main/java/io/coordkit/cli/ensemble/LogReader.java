package io.coordkit.cli.ensemble;

import io.coordkit.cli.ensemble.ServerLogs.Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a log that grows: each call takes the complete lines that are new. */
final class LogReader {

    private static final Pattern TIME = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\S+");

    private final int server;
    private final Path file;
    private long position;
    private String time = "";

    LogReader(int server, Path file) {
        this.server = server;
        this.file = file;
    }

    List<Line> next() throws IOException {
        String text = read();
        int end = text.lastIndexOf('\n') + 1;
        position += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
        List<Line> lines = new ArrayList<>();
        text.substring(0, end).lines().forEach(line -> lines.add(line(line)));
        return lines;
    }

    private Line line(String text) {
        Matcher begin = TIME.matcher(text);
        if (begin.find()) {
            time = begin.group();
        }
        return new Line(server, time, text);
    }

    private String read() throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - position));
            channel.read(bytes, position);
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException notStarted) {
            return "";
        }
    }
}
