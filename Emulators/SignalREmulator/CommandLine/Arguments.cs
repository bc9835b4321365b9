using System.CommandLine;

namespace SignalREmulator.CommandLine;

/// <summary>
/// The program's arguments: the options of <see cref="EmulatorCommand"/>, and any setting by its full name (<c>--SignalREmulator:ClientTimeout=00:01:00</c>).
/// The framework's own command line accepts anything; here an unknown name is an error.
/// </summary>
internal sealed class Arguments
{
    /// <summary>Sections that arguments may set.</summary>
    private static readonly string[] Sections = [EmulatorOptions.Section, Upstream.UpstreamSettings.Section, "Logging", "Kestrel"];

    /// <summary>Keys of the host. People rarely type them, but test hosts pass them.</summary>
    private static readonly string[] HostKeys =
    [
        HostDefaults.ApplicationKey, HostDefaults.ContentRootKey, HostDefaults.EnvironmentKey, "AllowedHosts",
        WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey, WebHostDefaults.PreferHostingUrlsKey, WebHostDefaults.WebRootKey,
        WebHostDefaults.StartupAssemblyKey, WebHostDefaults.HostingStartupAssembliesKey, WebHostDefaults.PreventHostingStartupKey, WebHostDefaults.CaptureStartupErrorsKey,
        WebHostDefaults.DetailedErrorsKey, WebHostDefaults.ShutdownTimeoutKey, WebHostDefaults.SuppressStatusMessagesKey,
    ];

    private readonly Dictionary<string, string?> settings = new(StringComparer.OrdinalIgnoreCase);

    private Arguments(FileInfo? configFile) => ConfigFile = configFile?.FullName;

    /// <summary>By configuration key.</summary>
    public IReadOnlyDictionary<string, string?> Settings => settings;

    /// <summary>The full path of the settings file, if one was given.</summary>
    public string? ConfigFile { get; }

    /// <exception cref="WrongArgumentException">The arguments are invalid.</exception>
    public static Arguments Parse(IReadOnlyList<string> args) => Of(EmulatorCommand.Parse(args));

    /// <exception cref="WrongArgumentException">The arguments are invalid.</exception>
    public static Arguments Of(ParseResult parsed)
    {
        if (parsed.Errors is [var error, ..])
        {
            throw new WrongArgumentException(error.Message);
        }

        var arguments = new Arguments(parsed.GetValue(EmulatorCommand.Config));
        foreach (var (key, value) in EmulatorCommand.SettingsOf(parsed))
        {
            arguments.Add(key, value);
        }

        arguments.AddByName([.. parsed.UnmatchedTokens]);
        return arguments;
    }

    private void AddByName(string[] tokens)
    {
        for (var index = 0; index < tokens.Length; index++)
        {
            var (name, value) = Split(tokens[index]);
            if (IsSectionItself(name, value))
            {
                continue;
            }

            var key = KeyOf(name);
            value ??= index + 1 < tokens.Length && !tokens[index + 1].StartsWith('-') ? tokens[++index] : throw new WrongArgumentException($"'{name}' needs a value.");
            Add(key, value);
        }
    }

    private void Add(string key, string? value)
    {
        if (!settings.TryAdd(key, value))
        {
            throw new WrongArgumentException($"'{key}' is given twice.");
        }
    }

    private static (string Name, string? Value) Split(string argument) =>
        argument.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? (argument[..at], argument[(at + 1)..]) : (argument, null);

    /// <summary>Test hosts pass a whole configuration, in which a section is a key without a value.</summary>
    private static bool IsSectionItself(string name, string? value) =>
        value is "" && name.StartsWith("--", StringComparison.Ordinal) && Sections.Contains(name[2..], StringComparer.OrdinalIgnoreCase);

    private static string KeyOf(string name)
    {
        var key = name.StartsWith("--", StringComparison.Ordinal) ? name[2..] : "";
        var section = key.Split(':')[0];
        var known = key.Contains(':', StringComparison.Ordinal) ? Sections : HostKeys;
        return known.Contains(section, StringComparer.OrdinalIgnoreCase) ? key : throw new WrongArgumentException($"'{name}' is not known. --help shows what is.");
    }
}
