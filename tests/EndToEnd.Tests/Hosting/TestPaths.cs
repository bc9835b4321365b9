namespace EndToEnd.Tests.Hosting;

internal static class TestPaths
{
    /// <summary>The browser and Node take the web app's packages.</summary>
    public static string WebFolder => RepositoryFolder.PathOf("CalendarWeb");

    /// <summary>Where tests leave what a person may want to look at; not part of the tree.</summary>
    public static string Pictures => Directory.CreateDirectory(RepositoryFolder.PathOf("artifacts", "pictures")).FullName;
}
