using System.Reflection;

namespace Bench;

/// <summary>Where the sources are, and how this was built; the build writes both into the assembly.</summary>
internal static class RepositoryFolder
{
    public static string Root => Written("RepositoryRoot");

    public static string Configuration => Written("Configuration");

    /// <summary>Where bench leaves what it makes; not part of the tree.</summary>
    public static string Artifacts => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "bench")).FullName;

    private static string Written(string key) => typeof(RepositoryFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
