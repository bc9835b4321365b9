namespace EndToEnd.Tests.Hosting;

internal static class TestPaths
{
    /// <summary>The folder of the web app. The browser and Node use its packages.</summary>
    public static string WebFolder => RepositoryFolder.PathOf("CalendarWeb");

    /// <summary>The folder for screenshots that people may want to look at. It is not part of the repository.</summary>
    public static string Pictures => Directory.CreateDirectory(RepositoryFolder.PathOf("artifacts", "pictures")).FullName;
}
