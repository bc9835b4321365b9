using System.Runtime.CompilerServices;

namespace CalendarStore.Tests;

/// <summary>Public test data that is not part of the project: CALENDAR_TEST_DATA, or shared/data beside the repository.</summary>
internal static class TestData
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("CALENDAR_TEST_DATA") is { Length: > 0 } folder
        ? folder
        : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "shared", "data"));

    /// <summary>The path of the file or folder. Without the data the test is skipped, with the reason.</summary>
    public static string Require(string relative)
    {
        var path = Path.Combine(Folder, relative);
        Assert.SkipUnless(Path.Exists(path), $"'{path}' is not there: set CALENDAR_TEST_DATA to the folder of the test data.");
        return path;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
