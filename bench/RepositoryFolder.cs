using System.Reflection;

namespace Bench;

/// <summary>The folder of the sources and the build's configuration; the build writes both into the assembly.</summary>
internal static class RepositoryFolder
{
    public static string Root => Written("RepositoryRoot");

    public static string Configuration => Written("Configuration");

    /// <summary>The folder of bench's output; not under version control.</summary>
    public static string Artifacts => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "bench")).FullName;

    private static string Written(string key) => typeof(RepositoryFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
