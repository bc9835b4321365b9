namespace Deployment.Tests.Pipelines;

/// <summary>A folder of programs that scripts find before the real programs.</summary>
internal sealed class ToolFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("calendar-tools-");

    /// <summary>The file in which the programs record their calls.</summary>
    public string Noted => PathOf("noted");

    public string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([folder.FullName, .. parts]);

    public void Add(string name, string script)
    {
        File.WriteAllText(PathOf(name), $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public Task<string> RunAsync(string script, string[] arguments, Dictionary<string, string?> environment)
    {
        environment["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        return Shell.RunAsync("sh", [script, .. arguments], RepositoryFolder.Root, TestContext.Current.CancellationToken, environment);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
