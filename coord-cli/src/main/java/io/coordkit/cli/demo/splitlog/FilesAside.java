package io.coordkit.cli.demo.splitlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a worker has prepared of one log at some moment: its files with their sizes. */
record FilesAside(Map<Path, Long> sizes) {

    FilesAside {
        sizes = Map.copyOf(sizes);
    }

    /** What is in the directory now. */
    static FilesAside in(Path directory) throws IOException {
        Map<Path, Long> sizes = new TreeMap<>();
        for (Path file : WalRoot.list(directory)) {
            sizes.put(file, Files.size(file));
        }
        return new FilesAside(sizes);
    }

    int count() {
        return sizes.size();
    }

    /** How many edits are in the files, which need not be finished. */
    int edits(WalFiles reader) throws IOException, InterruptedException {
        int[] edits = {0};
        for (Path file : sizes.keySet()) {
            reader.readLog(file, entry -> ++edits[0] > 0);
        }
        return edits[0];
    }

    /** The names of those that are not there any more, or not with the same size. */
    List<String> missingFrom(FilesAside later) {
        return sizes.entrySet().stream()
                .filter(file -> !file.getValue().equals(later.sizes.get(file.getKey())))
                .map(file -> file.getKey().getFileName().toString())
                .sorted()
                .toList();
    }
}
