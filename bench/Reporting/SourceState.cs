using System.ComponentModel;

namespace Bench.Reporting;

/// <summary>The state of the measured sources, so that a table can be traced.</summary>
internal static class SourceState
{
    /// <returns>The commit's short id, with a plus if the tree differs from it; "unknown" outside a repository or without git.</returns>
    public static async Task<string> DescribeAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var commit = await Shell.RunAsync("git", ["rev-parse", "--short", "HEAD"], folder, cancellationToken);
            var changes = await Shell.RunAsync("git", ["status", "--porcelain"], folder, cancellationToken);
            return commit.Trim() + (changes.Trim().Length > 0 ? "+" : "");
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            return "unknown";
        }
    }
}
