namespace LocalHosting.Processes;

/// <summary>Finds commands the way a shell does.</summary>
internal static class SearchPath
{
    /// <returns>The full path, or null where there is no such command.</returns>
    public static string? Find(string command)
    {
        if (Path.IsPathRooted(command) || command.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(command) ? Path.GetFullPath(command) : null;
        }

        string[] extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", string.Empty] : [string.Empty];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => extensions.Select(extension => Path.Combine(folder, command + extension)))
            .FirstOrDefault(File.Exists);
    }
}
