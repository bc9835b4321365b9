namespace CalendarApi.Tests.Hosting;

/// <summary>
/// A program that ends at its start, as a process: in this one the factory asks a host that has already fallen for its parts,
/// and the answer is at times the reason and at times that the host is disposed.
/// </summary>
internal static class RefusingProgram
{
    /// <returns>What it wrote before it ended with the exit code for wrong settings.</returns>
    public static async Task<string> RunAsync(
        string assembly, IReadOnlyDictionary<string, string> settings, string environment, CancellationToken cancellationToken)
    {
        var (code, output, errors) = await Shell.TryAsync(
            "dotnet",
            [assembly, "--urls", "http://127.0.0.1:0", "--environment", environment, "--contentRoot", AppContext.BaseDirectory, .. settings.Select(setting => $"--{setting.Key}={setting.Value}")],
            AppContext.BaseDirectory,
            cancellationToken);
        Assert.True(code == 78, $"ended with {code}: {output}{errors}");
        return output + errors;
    }
}
