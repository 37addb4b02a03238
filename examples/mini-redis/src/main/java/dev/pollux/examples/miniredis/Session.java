package dev.pollux.examples.miniredis;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.either;

import dev.pollux.future.Either;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.io.AsyncReadWrite;
import dev.pollux.io.codec.Framed;
import dev.pollux.stream.StreamMap;
import dev.pollux.sync.LaggedException;
import dev.pollux.task.CancellationToken;
import dev.pollux.task.TokenCancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Serves one client.
 *
 * <p>Commands that came together are answered together: replies are collected while there is another command, and written out before
 * waiting for one. A client that does not read its replies is not read from.
 */
final class Session {

    private static final Set<String> WHILE_SUBSCRIBED = Set.of("subscribe", "unsubscribe", "ping", "quit");

    private final Framed<Reply, List<String>> client;
    private final Commands commands;
    private final Channels channels;
    private final CancellationToken closing;
    private final StreamMap<String, String> subscriptions = new StreamMap<>();

    Session(AsyncReadWrite connection, Commands commands, Channels channels, CancellationToken closing) {
        this.client = Framed.of(connection, new RespCodec());
        this.commands = commands;
        this.channels = channels;
        this.closing = closing;
    }

    /** Serves until the client goes, or the server closes: then what has come is answered, and no more is read. */
    Future<@Nullable Void> serve() {
        return async(() -> {
            try {
                List<String> command = next().await();
                while (command != null && !isQuit(command)) {
                    if (!command.isEmpty()) {
                        client.writer().feed(answer(command)).await();
                    }
                    command = next().await();
                }
                client.writer().send(Reply.OK).await();
            } catch (ProtocolException e) {
                client.writer()
                        .send(new Reply.Failure("ERR Protocol error: " + e.getMessage()))
                        .await();
            } catch (TokenCancelledException e) {
                // the server closes, and everything was answered
            } finally {
                leaveAll();
            }
        });
    }

    private static boolean isQuit(List<String> command) {
        return command.size() == 1 && command.get(0).equalsIgnoreCase("quit");
    }

    // ---------------------------------------------------------------- what comes next

    /** The next command; {@code null} at the end. If it has to be waited for, writes the replies out, and messages as they come. */
    private Future<@Nullable List<String>> next() {
        return async(() -> {
            while (true) {
                Poll<@Nullable List<String>> there = client.reader().next().nowOrNever();
                if (there.isReady()) {
                    return there.get();
                }
                client.writer().flush().await();
                if (subscriptions.isEmpty()) {
                    return closing.runUntilCancelled(client.reader().next()).await();
                }
                List<String> command = commandOrMessage().await();
                if (command == null || !command.isEmpty()) {
                    return command;
                }
            }
        });
    }

    /** Waits for either; an empty command stands for a message that was passed on. */
    private Future<@Nullable List<String>> commandOrMessage() {
        return async(() -> {
            try {
                var first = closing.runUntilCancelled(either(client.reader().next(), subscriptions.next()))
                        .await();
                if (first instanceof Either.Left<@Nullable List<String>, ?> left) {
                    return left.value();
                }
                var message = ((Either.Right<?, Map.Entry<String, String>>) first).value();
                client.writer()
                        .feed(Reply.Array.ofBulks(List.of("message", message.getKey(), message.getValue())))
                        .await();
            } catch (LaggedException e) {
                // the client reads too slowly, and misses some
            }
            return List.of();
        });
    }

    // ---------------------------------------------------------------- answers

    private Reply answer(List<String> command) {
        String name = command.get(0).toLowerCase(Locale.ROOT);
        List<String> arguments = command.subList(1, command.size());
        if (name.equals("subscribe")) {
            return arguments.isEmpty()
                    ? new Reply.Failure("ERR wrong number of arguments for 'subscribe' command")
                    : subscribe(arguments);
        }
        if (name.equals("unsubscribe")) {
            return unsubscribe(arguments.isEmpty() ? new ArrayList<>(subscriptions.keys()) : arguments);
        }
        if (!subscriptions.isEmpty() && !WHILE_SUBSCRIBED.contains(name)) {
            return new Reply.Failure(
                    "ERR Can't execute '" + name + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT /"
                            + " RESET are allowed in this context");
        }
        if (!subscriptions.isEmpty() && name.equals("ping")) {
            return Reply.Array.ofBulks(List.of("pong", arguments.isEmpty() ? "" : arguments.get(0)));
        }
        return commands.run(name, arguments);
    }

    private Reply subscribe(List<String> names) {
        List<Reply> replies = new ArrayList<>();
        for (String name : names) {
            if (!subscriptions.containsKey(name)) {
                subscriptions.insert(name, channels.subscribe(name));
            }
            replies.add(change("subscribe", name));
        }
        return new Reply.Sequence(replies);
    }

    private Reply unsubscribe(List<String> names) {
        List<Reply> replies = new ArrayList<>();
        for (String name : names) {
            leave(name);
            replies.add(change("unsubscribe", name));
        }
        return replies.isEmpty() ? change("unsubscribe", null) : new Reply.Sequence(replies);
    }

    private Reply change(String kind, @Nullable String name) {
        return new Reply.Array(
                List.of(new Reply.Bulk(kind), new Reply.Bulk(name), new Reply.Whole(subscriptions.size())));
    }

    private void leave(String name) {
        var stream = subscriptions.remove(name);
        if (stream != null) {
            stream.drop();
            channels.forgetIfEmpty(name);
        }
    }

    private void leaveAll() {
        List.copyOf(subscriptions.keys()).forEach(this::leave);
    }
}
