package io.coordkit.cli.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cursor over the records of several log files, one after the other. For one thread; to be closed. */
public final class Logs implements AutoCloseable {

    private final List<Source> sources;
    private int nextSource;
    private @Nullable LogFile file;

    private record Source(Place place, String name) {}

    private Logs(List<Source> sources) {
        this.sources = sources;
    }

    /** Each path is a log file or a directory; they are read in this order, and a directory's in the order of zxids. */
    public static Logs of(List<Path> paths) throws FilesFailure {
        List<Source> sources = new ArrayList<>();
        for (Path path : paths) {
            Place place = Place.ofLogs(path);
            place.names().forEach(name -> sources.add(new Source(place, name)));
        }
        return new Logs(sources);
    }

    /** How many files there are. */
    int files() {
        return sources.size();
    }

    /** The next file from its beginning on; empty behind the last. The one before is closed. */
    public Optional<LogFile> nextFile() throws FilesFailure {
        close();
        if (nextSource == sources.size()) {
            return Optional.empty();
        }
        Source source = sources.get(nextSource++);
        LogFile opened = LogFile.open(source.place.files(), source.name);
        file = opened;
        return Optional.of(opened);
    }

    /** The next record of any file; where a file cannot be read on, that ends this file and no more. */
    public Optional<LogEntry> next() throws FilesFailure {
        while (true) {
            LogFile current = file;
            Optional<LogEntry> entry = current == null ? Optional.empty() : current.next();
            if (entry.isPresent() || nextFile().isEmpty()) {
                return entry;
            }
        }
    }

    @Override
    public void close() {
        LogFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
