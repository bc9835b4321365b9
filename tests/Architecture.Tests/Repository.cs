using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>The checked-out tree, as files.</summary>
internal static class Repository
{
    /// <summary>What is generated, and <c>bench/starter</c>, which is an application of its own.</summary>
    private static readonly string[] Ignored = ["artifacts", "node_modules", ".git", ".data", "bin", "obj", "dist", "starter"];

    public static IEnumerable<string> Folders() => Walk(RepositoryFolder.Root);

    public static IEnumerable<string> Files(string extension) =>
        Folders().Prepend(RepositoryFolder.Root).SelectMany(folder => Directory.EnumerateFiles(folder, "*" + extension));

    public static string Relative(string path) => Path.GetRelativePath(RepositoryFolder.Root, path).Replace('\\', '/');

    /// <summary>Project name to the names of the projects it references as code. AppHost's references are resources, not code.</summary>
    public static IReadOnlyDictionary<string, string[]> ProjectReferences() => Files(".csproj").ToDictionary(
        file => Path.GetFileNameWithoutExtension(file),
        file => XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .ToArray());

    public static IEnumerable<string> PackagesAndFrameworks(string project) =>
        XDocument.Load(Files(".csproj").Single(file => Path.GetFileNameWithoutExtension(file) == project)).Descendants()
            .Where(element => element.Name.LocalName is "PackageReference" or "FrameworkReference")
            .Select(element => element.Attribute("Include")!.Value);

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateDirectories(folder)
        .Where(child => !Ignored.Contains(Path.GetFileName(child)))
        .SelectMany(child => Walk(child).Prepend(child));
}
