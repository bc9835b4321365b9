using System.Reflection;

namespace EndToEnd.Tests.Hosting;

internal static class TestPaths
{
    public static readonly string RepositoryRoot = typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string WebFolder => Path.Combine(RepositoryRoot, "CalendarWeb");

    /// <summary>Where tests leave what a person may want to look at; not part of the tree.</summary>
    public static string Pictures => Directory.CreateDirectory(Path.Combine(RepositoryRoot, "artifacts", "pictures")).FullName;
}
