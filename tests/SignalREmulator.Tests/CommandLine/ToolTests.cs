namespace SignalREmulator.Tests.CommandLine;

/// <summary>The emulator as a .NET tool: it is packed, installed from the package only, started and used.</summary>
public sealed class ToolTests
{
    [Fact]
    public async Task The_package_installs_from_a_folder_alone_and_its_tool_serves_a_client()
    {
        var folder = Directory.CreateTempSubdirectory("signalr-emulator-tool-").FullName;
        try
        {
            var feed = Path.Combine(folder, "feed");
            // Packs the program that was built with this test. Another build would be another program.
            await DotNetAsync(folder, "pack", RepositoryFolder.PathOf("Emulators", "SignalREmulator"), "--no-build", "--configuration", new DirectoryInfo(AppContext.BaseDirectory).Name, "--output", feed);
            await File.WriteAllTextAsync(
                Path.Combine(folder, "nuget.config"),
                """<configuration><packageSources><clear /><add key="folder" value="feed" /></packageSources></configuration>""",
                TestContext.Current.CancellationToken);
            var tools = Path.Combine(folder, "tools");
            await DotNetAsync(folder, "tool", "install", "CalendarRealtime.SignalREmulator", "--tool-path", tools, "--configfile", Path.Combine(folder, "nuget.config"));

            await using var program = await StartedProgram.StartAsync(
                Path.Combine(tools, OperatingSystem.IsWindows() ? "signalr-emulator.exe" : "signalr-emulator"), ["--port", "0", "--access-key", RunningEmulator.Key]);

            Assert.Equal($"Endpoint={program.Address};AccessKey={RunningEmulator.Key};Version=1.0;", program.ConnectionString);
            await using var client = await RawClient.OpenAsync(program.Address, "chat");
            await client.SendAsync("""{"type":7}""");
            Assert.Null(await client.FrameAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task DotNetAsync(string folder, params string[] args)
    {
        // It has its own package folder. Otherwise a package of this name in the cache would be installed.
        var environment = new Dictionary<string, string?> { ["NUGET_PACKAGES"] = Path.Combine(folder, "packages"), ["MSBUILDDISABLENODEREUSE"] = "1" };
        await Shell.RunAsync("dotnet", args, folder, TestContext.Current.CancellationToken, environment);
    }
}
