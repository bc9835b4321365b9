namespace AppHost;

internal static class NpmPackages
{
    private static readonly string[] Wanted = ["package.json", "package-lock.json"];

    /// <summary>Whether the packages of a folder have to be installed: they never were, or package.json or its lock file has changed since.</summary>
    public static bool AreMissing(string folder)
    {
        // npm writes this file last, so its time is the time of the installation.
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        return !installed.Exists || Wanted.Any(name => File.GetLastWriteTimeUtc(Path.Combine(folder, name)) > installed.LastWriteTimeUtc);
    }
}
