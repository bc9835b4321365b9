using Deployment.Tests.Templates;

namespace Deployment.Tests.Pipelines;

/// <summary>A folder of programs that scripts find before the real ones.</summary>
internal sealed class ToolFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("calendar-tools-");

    /// <summary>Where the programs write what they were asked for.</summary>
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
        return Shell.RunAsync("sh", [script, .. arguments], TestContext.Current.CancellationToken, environment: environment);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
