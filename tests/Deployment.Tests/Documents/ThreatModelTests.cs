using System.Text.RegularExpressions;

namespace Deployment.Tests.Documents;

/// <summary>docs/threat-model.md promises nothing that no test holds.</summary>
public sealed partial class ThreatModelTests
{
    /// <summary>The columns of a row: entry point, attacker, what stops it, what does not, tests.</summary>
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(RepositoryFolder.PathOf("docs", "threat-model.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Where(cells => cells.Length == 5 && cells[0] != "entry point"),
    ];

    public static TheoryData<string> Named => [.. Rows.SelectMany(row => Test().Matches(row[4])).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Named))]
    public void Each_test_that_is_named_exists(string name)
    {
        var (type, method) = (name.Split('.')[0], name.Split('.')[1]);
        var files = Directory.EnumerateFiles(RepositoryFolder.PathOf("tests"), $"{type}.cs", SearchOption.AllDirectories);

        Assert.Contains(files, file => Method().Matches(File.ReadAllText(file)).Any(match => match.Groups["name"].Value == method));
    }

    /// <summary>What stops an attacker is held by a test; a row without one stops nobody, or says that something is open.</summary>
    [Fact]
    public void Each_row_names_a_test_or_says_what_is_open()
    {
        Assert.True(Rows.Length > 30);
        Assert.All(Rows, row => Assert.True(Test().IsMatch(row[4]) || row[3].Contains("**open**", StringComparison.Ordinal) || row[2] == "–", row[0]));
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+(Tests|Cases)[.][A-Z][A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Test();

    [GeneratedRegex(@"public (async )?(Task|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Method();
}
