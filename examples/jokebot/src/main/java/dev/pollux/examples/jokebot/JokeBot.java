package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.select;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.timeout;
import static dev.pollux.Pollux.when;

import dev.pollux.future.Future;
import dev.pollux.net.TcpListener;
import dev.pollux.net.TcpStream;
import dev.pollux.task.JoinHandle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The chat server: one task that accepts guests, and one task per guest.
 *
 * <p>A guest who waits is a few objects on the heap. The code below nevertheless reads from top to bottom, like code for one
 * thread per guest; it waits at each {@code await()}, and the thread goes and does something else.
 */
final class JokeBot {

    /** How long to go on without new guests when the system has no room for another connection. */
    private static final Duration BREATHER = Duration.ofMillis(100);

    /** How long a guest may take to read the goodbye. */
    private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(1);

    private final TcpListener listener;
    private final Jokes jokes;
    private final Preferences preferences;
    private final Guests guests = new Guests();
    private final JoinHandle<@Nullable Void> door;

    private JokeBot(TcpListener listener, Jokes jokes, Preferences preferences) {
        this.listener = listener;
        this.jokes = jokes;
        this.preferences = preferences;
        this.door = spawn(welcomeGuests());
    }

    /** Opens a bot; it lives on the runtime that runs this future. */
    static Future<JokeBot> open(String address, Jokes jokes, Preferences preferences) {
        return async(() -> new JokeBot(TcpListener.bind(address).await(), jokes, preferences));
    }

    InetSocketAddress address() throws IOException {
        return listener.localAddress();
    }

    private Future<@Nullable Void> welcomeGuests() {
        return async(() -> {
            while (true) {
                try {
                    TcpStream stream = listener.accept().await();
                    spawn(host(stream, guests.enter())); // a task of its own: what goes wrong there stays there
                } catch (ClosedChannelException e) {
                    return; // the bot is closing
                } catch (IOException e) {
                    sleep(BREATHER).await(); // no descriptor is free, say; whoever waits at the door is let in later
                }
            }
        });
    }

    /**
     * Looks after one guest. The two branches of the select are the guest's conversation and the end of the bot; whichever comes
     * first, the other is cancelled. So the end may come in the middle of anything, say of fetching a joke, and nothing in
     * {@link Conversation} has to think of it.
     */
    private Future<@Nullable Void> host(TcpStream stream, Guests.Guest guest) {
        return async(() -> {
            try (guest;
                    stream) {
                boolean asked = select(
                                when(new Conversation(stream, jokes, preferences).hold(), over -> false),
                                when(guest.askedToLeave(), now -> true))
                        .await();
                if (asked) {
                    timeout(GOODBYE_LIMIT, stream.writeAll("The bot is closing. Goodbye!\n"))
                            .await();
                }
            } catch (IOException | TimeoutException e) {
                // The guest has left without a word, and has no one to blame. Closing the stream is all there is to do.
            }
        });
    }

    /** Closes the door, says goodbye to everybody, and waits until they have left. Returns how many there were. */
    Future<Integer> close() {
        return async(() -> {
            listener.close();
            door.await(); // from here on nobody comes in
            return guests.seeOff().await();
        });
    }
}
