package dev.pollux.task;

import dev.pollux.runtime.spi.WakeBatch;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The place of a token in its tree. */
final class TokenNode extends PhantomReference<CancellationToken> {

    /*
     * Token and node
     * --------------
     *
     *      user ──► token ──► node ──► the tree's nodes, parents and children
     *                 ▲ ˙˙˙˙˙˙˙ (phantom)
     *
     * Nodes refer to each other, so that a cancel finds everyone; none refers to a token. A token that nobody refers to is
     * collected, and its node, which is the phantom reference to it, comes into the tree's queue. The next childToken of the tree
     * takes it out; its children then belong to its parent. So forgotten tokens cost nothing in the long run, neither many
     * children of one parent nor a long line of single children. Someone who waits refers to the token.
     *
     * A cancelled node is taken out of the tree as well: what was below it is cancelled, too.
     *
     * One lock for a tree
     * -------------------
     * The links are guarded by the tree, which parents and children have in common. A cancel unlinks the subtree and marks each of
     * its nodes, under the lock; so a childToken sees its parent marked or is seen by the cancel. It then calls the wakers,
     * without the lock. Waiters have a lock for each token (WaitList): `cancelled` is written before it takes them out.
     */

    /** What the nodes of a tree have in common; its monitor guards their links. */
    private static final class Tree {
        private final ReferenceQueue<CancellationToken> forgotten = new ReferenceQueue<>();
    }

    private final Tree tree;
    private final WaitList waiters = new WaitList();
    private volatile boolean cancelled; // written under the tree's lock; read by anyone

    private @Nullable TokenNode parent; // null also once this node is out of the tree
    private @Nullable TokenNode firstChild;
    private @Nullable TokenNode previous;
    private @Nullable TokenNode next;

    private TokenNode(CancellationToken token, Tree tree) {
        super(token, tree.forgotten);
        this.tree = tree;
    }

    static TokenNode root(CancellationToken token) {
        return new TokenNode(token, new Tree());
    }

    TokenNode child(CancellationToken token) {
        TokenNode child = new TokenNode(token, tree);
        synchronized (tree) {
            removeForgotten();
            if (cancelled) {
                child.cancelled = true;
            } else {
                link(child);
            }
        }
        return child;
    }

    boolean isCancelled() {
        return cancelled;
    }

    WaitList waiters() {
        return waiters;
    }

    void cancel() {
        if (cancelled) {
            return;
        }
        WakeBatch wakes = new WakeBatch();
        for (TokenNode node : markSubtree()) {
            node.waiters.takeAll(wakes);
            if (wakes.isFull()) {
                wakes.wakeAll();
            }
        }
        wakes.wakeAll();
    }

    /** Marks this node and all below it, parents before children, and takes them out of the tree. */
    private List<TokenNode> markSubtree() {
        List<TokenNode> marked = new ArrayList<>();
        synchronized (tree) {
            if (cancelled) {
                return marked; // by another thread, which wakes
            }
            unlink();
            ArrayDeque<TokenNode> open = new ArrayDeque<>();
            open.add(this);
            for (TokenNode node = open.poll(); node != null; node = open.poll()) {
                node.cancelled = true;
                marked.add(node);
                for (TokenNode child = node.firstChild; child != null; child = node.firstChild) {
                    child.unlink();
                    open.add(child);
                }
            }
        }
        return marked;
    }

    // ---------------------------------------------------------------- links, under the tree's lock

    private void removeForgotten() {
        for (Object node = tree.forgotten.poll(); node != null; node = tree.forgotten.poll()) {
            ((TokenNode) node).bypass();
        }
    }

    /** Takes a node without a token out, and gives its children to its parent. Without a parent the children are on their own. */
    private void bypass() {
        TokenNode heir = parent;
        unlink();
        for (TokenNode child = firstChild; child != null; child = firstChild) {
            child.unlink();
            if (heir != null) {
                heir.link(child);
            }
        }
    }

    private void link(TokenNode child) {
        TokenNode second = firstChild;
        child.parent = this;
        child.next = second;
        if (second != null) {
            second.previous = child;
        }
        firstChild = child;
    }

    private void unlink() {
        TokenNode above = parent;
        TokenNode before = previous;
        TokenNode after = next;
        if (before != null) {
            before.next = after;
        } else if (above != null) {
            above.firstChild = after;
        }
        if (after != null) {
            after.previous = before;
        }
        parent = null;
        previous = null;
        next = null;
    }
}
