package dev.pollux.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The dependency rules of this module, one test per rule. */
class DependencyRulesTest {

    private static final String[] HIDDEN = {
        "dev.pollux.runtime.context..",
        "dev.pollux.runtime.task..",
        "dev.pollux.runtime.schedule..",
        "dev.pollux.runtime.time..",
        "dev.pollux.runtime.io..",
        "dev.pollux.runtime.blocking.."
    };

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.pollux");

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.pollux.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void facade_isUsedByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.pollux")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.pollux")
                .check(MAIN);
    }

    @Test
    void module_dependsOnlyOnCoreAndTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.pollux..", "java..", "javax..", "org.jspecify..", "jdk.jfr..", "jdk.net.."))
                .check(MAIN);
    }

    /** A Java runtime may lack the flight recorder; then nothing that is loaded may mention it. */
    @Test
    void flightRecorder_isMentionedByItsEventsAlone() {
        noClasses()
                .that()
                .haveNameNotMatching("dev\\.pollux\\.runtime\\.flight\\.(JfrEvents|.*Event)")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.jfr..")
                .check(MAIN);
    }

    /** So that GraalVM's native-image sees all there is; what it means in full is in the compiler's NativeImageTest. */
    @Test
    void module_looksNothingUpByNameAndMakesNoClass() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..")
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ClassLoader.class, ServiceLoader.class)
                .check(MAIN.that(not(simpleName("BestDriver")))); // it asks for a constant service, which is seen
    }

    @Test
    void seams_dependOnTheContractAlone() {
        classes()
                .that()
                .resideInAPackage("dev.pollux.runtime.spi")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.pollux.runtime.spi",
                        "dev.pollux.future",
                        "dev.pollux.internal", // where defects are reported
                        "java..",
                        "org.jspecify.."))
                .check(MAIN);
    }

    @Test
    void hiddenTypes_stayOutOfExportedSignatures() {
        methods()
                .that(areExported())
                .should()
                .haveRawReturnType(not(resideInAnyPackage(HIDDEN)))
                .andShould()
                .notHaveRawParameterTypes(containing(resideInAnyPackage(HIDDEN)))
                .check(MAIN);
    }

    @Test
    void fields_areNotPublicUnlessConstant() {
        fields().that().arePublic().should().beFinal().check(MAIN);
    }

    private static DescribedPredicate<JavaMember> areExported() {
        return DescribedPredicate.describe("are exported", DependencyRulesTest::isExported);
    }

    private static boolean isExported(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                && member.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
                && resideOutsideOfPackages(HIDDEN).test(member.getOwner());
    }

    private static DescribedPredicate<List<JavaClass>> containing(DescribedPredicate<JavaClass> type) {
        return DescribedPredicate.describe(
                "containing " + type, types -> types.stream().anyMatch(type));
    }
}
