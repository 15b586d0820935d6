package io.coordkit.server.peer;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the addresses of names, anew each time, since servers move (ZOOKEEPER-4708); on threads of its own, since a name
 * service may take as long as it likes. Thread-safe.
 */
final class NameLookup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameLookup.class);
    private static final int THREADS_MAX = 4;
    private static final long IDLE_SECONDS = 10;

    private final NameService service;
    private final ThreadPoolExecutor threads;

    /** Who knows the names. */
    @FunctionalInterface
    interface NameService {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    NameLookup(NameService service) {
        this.service = service;
        this.threads = new ThreadPoolExecutor(
                THREADS_MAX,
                THREADS_MAX,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("coord-names", true));
        threads.allowCoreThreadTimeOut(true);
    }

    /** One of several targets, and what its name stands for. */
    record Found(Target target, InetSocketAddress address) {}

    /**
     * Finds an address of a server.
     *
     * @param turn which one to take if there are several; the next one the next time
     * @param check how long each of several targets may take to show that it can be reached, before the next one is taken
     */
    Future<Found> find(Targets targets, int turn, Optional<Duration> check, EventLoop loop) {
        Target first = targets.at(turn);
        byte[] numbers = NetUtil.createByteArrayFromIpAddressString(first.host());
        boolean checks = targets.areSeveral() && check.isPresent();
        if (numbers != null && !checks) {
            return loop.newSucceededFuture(new Found(first, address(numbers, first.port())));
        }
        return ask(loop, () -> checks ? lookReachable(targets, turn, check.get()) : look(first, turn));
    }

    /** Whether anything answers there, by the means of {@link InetAddress#isReachable}. */
    Future<Boolean> isReachable(InetSocketAddress address, Duration timeout, EventLoop loop) {
        return ask(loop, () -> answers(address, timeout));
    }

    private <T> Future<T> ask(EventLoop loop, Callable<T> question) {
        Promise<T> answer = loop.newPromise();
        try {
            threads.execute(() -> {
                try {
                    T found = question.call();
                    tell(loop, () -> answer.setSuccess(found));
                } catch (Exception e) {
                    tell(loop, () -> answer.setFailure(e));
                }
            });
        } catch (RejectedExecutionException closed) {
            answer.setFailure(closed);
        }
        return answer;
    }

    private Found look(Target target, int turn) throws UnknownHostException {
        InetAddress[] addresses = service.addressesOf(target.host());
        InetAddress address = addresses[Math.floorMod(turn, addresses.length)];
        return new Found(target, new InetSocketAddress(address, target.port()));
    }

    /** The first that can be reached, or else the first. */
    private Found lookReachable(Targets targets, int turn, Duration timeout) throws UnknownHostException {
        for (int i = 0; i < targets.all().size(); i++) {
            try {
                Found found = look(targets.at(turn + i), turn);
                if (answers(found.address(), timeout)) {
                    return found;
                }
            } catch (UnknownHostException e) {
                LOG.debug("name-unknown host={}", targets.at(turn + i).host());
            }
        }
        return look(targets.at(turn), turn);
    }

    private static boolean answers(InetSocketAddress address, Duration timeout) {
        try {
            return address.getAddress().isReachable((int) timeout.toMillis());
        } catch (IOException e) {
            return false;
        }
    }

    private static void tell(EventLoop loop, Runnable answer) {
        try {
            loop.execute(answer);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("name-found-too-late");
        }
    }

    private static InetSocketAddress address(byte[] numbers, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(numbers), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("neither four bytes nor sixteen", e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
