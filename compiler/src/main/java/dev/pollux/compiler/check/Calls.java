package dev.pollux.compiler.check;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;

/** What a call looks like in the source. */
final class Calls {

    private Calls() {}

    /** The name of the method, without what stands before it. */
    static String nameOf(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : call.getMethodSelect().toString();
    }
}
