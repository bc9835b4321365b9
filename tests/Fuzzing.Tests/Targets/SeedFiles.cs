using System.Text;

namespace Fuzzing.Tests.Targets;

/// <summary>Seeds that are files of other tests.</summary>
internal static class SeedFiles
{
    /// <summary>In an order that is the same everywhere, as the run depends on it.</summary>
    public static IEnumerable<byte[]> Of(string folder) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Seeds", folder)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    public static IEnumerable<byte[]> OfTexts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);
}
