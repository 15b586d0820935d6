package io.coordkit.server.monitor;

import io.coordkit.server.config.MonitorConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers four-letter words on a thread of its own, {@code coord-monitor}, which is there only while somebody asks: a long answer
 * must not keep clients waiting. Words that are not on the white list are refused.
 */
public final class Words implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Words.class);
    private static final long IDLE_SECONDS = 10;

    /** Askers that may wait; more are sent away without an answer. */
    private static final int WAITING_MAX = 1024;

    private final MonitorConfig config;
    private final ExecutorService executor;
    private final AtomicReference<WordAnswers> answers = new AtomicReference<>();

    /** Refuses everything but what needs no server, until it is told of one. */
    public Words(MonitorConfig config) {
        this.config = config;
        ThreadPoolExecutor single = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), task -> {
                    Thread thread = new Thread(task, "coord-monitor");
                    thread.setDaemon(true);
                    return thread;
                });
        single.allowCoreThreadTimeOut(true);
        this.executor = single;
    }

    /** From now on answers are about this server. */
    public void speakOf(Inspection server) {
        answers.set(new WordAnswers(server));
    }

    /** How many bytes follow a word before it is answered; whoever asks with one that is not listed need send no more. */
    public int argumentBytes(Word word) {
        return isListed(word) ? word.argumentBytes() : 0;
    }

    /**
     * The answer, on another thread.
     *
     * @param connection on which the word came
     * @param argument what came behind it, if it takes something
     */
    public CompletableFuture<String> answer(Word word, long connection, long argument) {
        if (!isListed(word)) {
            return CompletableFuture.completedFuture(
                    word.text() + " is not executed because it is not in the whitelist.\n");
        }
        try {
            return CompletableFuture.supplyAsync(() -> compose(word, connection, argument), executor);
        } catch (RejectedExecutionException tooMany) {
            return CompletableFuture.completedFuture("");
        }
    }

    private boolean isListed(Word word) {
        return config.words().contains(word.text());
    }

    private String compose(Word word, long connection, long argument) {
        WordAnswers known = answers.get();
        if (known == null) {
            return NotServingException.MESSAGE + "\n";
        }
        try {
            return known.compose(word, connection, argument);
        } catch (RuntimeException e) {
            LOG.error("four-letter-word-failed word={}", word.text(), e);
            return "";
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
