package dev.pollux.compiler.javac;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** The class files that a compilation writes, by way of the filer. */
final class ClassOutput {

    private final Filer filer;
    private final Elements elements;

    ClassOutput(Filer filer, Elements elements) {
        this.filer = filer;
        this.elements = elements;
    }

    /** Deletes the class file of a class, if it is a file and there. */
    void delete(TypeElement type) throws IOException {
        Path path = pathOf(locate(type).file());
        if (path != null) {
            Files.deleteIfExists(path);
        }
    }

    byte[] read(TypeElement type) throws IOException {
        try (InputStream in = locate(type).file().openInputStream()) {
            return in.readAllBytes();
        }
    }

    /** Overwrites the class file of a class. */
    void replace(TypeElement type, byte[] classFile) throws IOException {
        Located located = locate(type);
        Path path = pathOf(located.file());
        if (path != null && Files.exists(path)) {
            Files.write(
                    path, classFile); // a second write by way of the filer is a clash of output files from JDK 21 on
        } else {
            create(located.packageName(), simpleName(type), classFile, type);
        }
    }

    /** Writes a further class of the package of a class. */
    void add(String internalName, byte[] classFile, TypeElement origin) throws IOException {
        String simpleName = internalName.substring(internalName.lastIndexOf('/') + 1);
        create(locate(origin).packageName(), simpleName, classFile, origin);
    }

    /** As a resource: a class that appears after the last round of processing makes javac warn. */
    private void create(String packageName, String simpleName, byte[] classFile, TypeElement origin)
            throws IOException {
        FileObject file =
                filer.createResource(StandardLocation.CLASS_OUTPUT, packageName, simpleName + ".class", origin);
        try (OutputStream out = file.openOutputStream()) {
            out.write(classFile);
        }
    }

    // ---------------------------------------------------------------- where a class is

    /** A class file, and the package as the filer wants to hear it. */
    private record Located(FileObject file, String packageName) {}

    /** With --module-source-path the filer wants {@code module/package}; otherwise it refuses that. Nothing says which. */
    private Located locate(TypeElement type) throws IOException {
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        ModuleElement module = elements.getModuleOf(type);
        if (module != null && !module.isUnnamed()) {
            try {
                return locate(module.getQualifiedName() + "/" + packageName, type);
            } catch (FilerException oneModule) {
                return locate(packageName, type);
            }
        }
        return locate(packageName, type);
    }

    private Located locate(String packageName, TypeElement type) throws IOException {
        FileObject file = filer.getResource(StandardLocation.CLASS_OUTPUT, packageName, simpleName(type) + ".class");
        return new Located(file, packageName);
    }

    private String simpleName(TypeElement type) {
        String binaryName = elements.getBinaryName(type).toString();
        return binaryName.substring(binaryName.lastIndexOf('.') + 1);
    }

    private static @Nullable Path pathOf(FileObject file) {
        URI uri = file.toUri();
        return "file".equals(uri.getScheme()) ? Path.of(uri) : null;
    }
}
