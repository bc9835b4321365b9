namespace Bench.Peers;

/// <summary>This program as a child process. It reads its standard input and ends when that ends, so it does not outlive a bench that was killed.</summary>
internal static class ThisProgram
{
    /// <param name="verb">What the child does; see Program.cs.</param>
    public static StartedProcess Start(string verb, Dictionary<string, string?> environment) =>
        // Environment.ProcessPath may be the dotnet host; the assembly next to it is always this one.
        StartedProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "bench.dll"), verb], environment);
}
