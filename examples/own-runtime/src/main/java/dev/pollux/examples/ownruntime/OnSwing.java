package dev.pollux.examples.ownruntime;

import java.awt.EventQueue;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.time.Duration;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingConstants;

/** Runs the countdown on the Swing event thread: a block may touch widgets between its awaits, and the window stays alive. */
public final class OnSwing {

    private OnSwing() {}

    /**
     * Opens a window that counts down.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("no display: run this where windows can be opened");
            System.exit(1);
        }
        EventQueue.invokeLater(OnSwing::open);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a counter of seconds has nothing to fail with
    private static void open() {
        JLabel label = new JLabel("", SwingConstants.CENTER);
        label.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 48));
        JFrame window = new JFrame("Pollux on Swing");
        window.setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
        window.add(label);
        window.setSize(400, 200);
        window.setVisible(true);

        var countdown = new Countdown(Duration.ofSeconds(1), label::setText);
        Driver.start(countdown.from(5), EventQueue::invokeLater).thenAccept(window::setTitle);
    }
}
