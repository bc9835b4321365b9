using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>CONVENTIONS.md, as far as a machine can hold people to it.</summary>
public partial class ShapeTests
{
    private static readonly string[] VagueFolders = ["Services", "Models", "Utils", "Util", "Utilities", "Helpers", "Common", "Shared", "Core"];

    [Fact]
    public void Folders_are_named_after_nouns_or_capabilities() =>
        Assert.Empty(Repository.Folders().Where(folder => VagueFolders.Contains(Path.GetFileName(folder))).Select(Repository.Relative));

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        var tooLong = Repository.Files(".cs")
            .Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > 300)
            .Select(file => $"{file.File}: {file.Lines}");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Program_files_are_a_table_of_contents()
    {
        var tooLong = Repository.Files("Program.cs").Where(file => Path.GetFileName(file) == "Program.cs")
            .Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > 60 && !file.File.StartsWith("tests/", StringComparison.Ordinal))
            .Select(file => $"{file.File}: {file.Lines}");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Nothing_is_suppressed_in_place()
    {
        var suppressed = Repository.Files(".cs").Where(file => PragmaLine().IsMatch(File.ReadAllText(file))).Select(Repository.Relative);

        Assert.Empty(suppressed);
    }

    [Fact]
    public void Namespaces_are_file_scoped() =>
        Assert.Empty(Repository.Files(".cs").Where(file => BlockNamespace().IsMatch(File.ReadAllText(file))).Select(Repository.Relative));

    [GeneratedRegex(@"^\s*#pragma\s+warning", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex PragmaLine();

    [GeneratedRegex(@"^namespace\s+[\w.]+\s*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex BlockNamespace();
}
