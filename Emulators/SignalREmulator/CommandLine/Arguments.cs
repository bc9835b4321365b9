using System.Globalization;

namespace SignalREmulator.CommandLine;

/// <summary>
/// The program's arguments: the short forms of <see cref="Usage"/>, and any setting by its full name (<c>--SignalREmulator:ClientTimeout=00:01:00</c>).
/// The framework's own command line accepts anything; here an unknown name is an error.
/// </summary>
internal sealed class Arguments
{
    private static readonly Dictionary<string, string> ShortForms = new(StringComparer.Ordinal)
    {
        ["--port"] = Port,
        ["-p"] = Port,
        ["--ip"] = Ip,
        ["-i"] = Ip,
        ["--config"] = Config,
        ["-c"] = Config,
        ["--access-key"] = $"{EmulatorOptions.Section}:{nameof(EmulatorOptions.AccessKey)}",
        ["--secondary-key"] = $"{EmulatorOptions.Section}:{nameof(EmulatorOptions.SecondaryKey)}",
        ["--faults"] = $"{EmulatorOptions.Section}:{nameof(EmulatorOptions.Faults)}:{nameof(Faults.FaultOptions.Enabled)}",
    };

    /// <summary>Sections that arguments may set.</summary>
    private static readonly string[] Sections = [EmulatorOptions.Section, Upstream.UpstreamSettings.Section, "Logging", "Kestrel"];

    /// <summary>Keys of the host. People rarely type them, but test hosts pass them.</summary>
    private static readonly string[] HostKeys =
    [
        HostDefaults.ApplicationKey, HostDefaults.ContentRootKey, HostDefaults.EnvironmentKey, "AllowedHosts",
        WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey, WebHostDefaults.PreferHostingUrlsKey, WebHostDefaults.WebRootKey,
        WebHostDefaults.StartupAssemblyKey, WebHostDefaults.HostingStartupAssembliesKey, WebHostDefaults.PreventHostingStartupKey, WebHostDefaults.CaptureStartupErrorsKey,
        WebHostDefaults.DetailedErrorsKey, WebHostDefaults.ShutdownTimeoutKey, WebHostDefaults.SuppressStatusMessagesKey,
    ];

    private const string Port = "port";
    private const string Ip = "ip";
    private const string Config = "config";

    private Arguments(bool help, Dictionary<string, string?> settings, string? configFile)
    {
        Help = help;
        Settings = settings;
        ConfigFile = configFile;
    }

    public bool Help { get; }

    /// <summary>By configuration key.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The full path of the settings file, if one was given.</summary>
    public string? ConfigFile { get; }

    /// <exception cref="WrongArgumentException">The arguments are invalid.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        if (args.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            return new Arguments(help: true, [], null);
        }

        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < args.Count; index++)
        {
            var (name, value) = Split(args[index]);
            if (IsSectionItself(name, value))
            {
                continue;
            }

            var key = KeyOf(name);
            // A switch without a value is on.
            value ??= index + 1 < args.Count && !args[index + 1].StartsWith('-') ? args[++index] : name == "--faults" ? "true" : throw new WrongArgumentException($"'{name}' needs a value.");
            if (!settings.TryAdd(key, value))
            {
                throw new WrongArgumentException($"'{name}' is given twice.");
            }
        }

        var file = settings.Remove(Config, out var path) ? Path.GetFullPath(path!) : null;
        if (file is not null && !File.Exists(file))
        {
            throw new WrongArgumentException($"There is no settings file '{file}'.");
        }

        AddUrls(settings);
        return new Arguments(help: false, settings, file);
    }

    private static (string Name, string? Value) Split(string argument) =>
        argument.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? (argument[..at], argument[(at + 1)..]) : (argument, null);

    /// <summary>Test hosts pass a whole configuration, in which a section is a key without a value.</summary>
    private static bool IsSectionItself(string name, string? value) =>
        value is "" && name.StartsWith("--", StringComparison.Ordinal) && Sections.Contains(name[2..], StringComparer.OrdinalIgnoreCase);

    private static string KeyOf(string name)
    {
        if (ShortForms.TryGetValue(name, out var key))
        {
            return key;
        }

        key = name.StartsWith("--", StringComparison.Ordinal) ? name[2..] : "";
        var section = key.Split(':')[0];
        var known = key.Contains(':', StringComparison.Ordinal) ? Sections : HostKeys;
        return known.Contains(section, StringComparer.OrdinalIgnoreCase) ? key : throw new WrongArgumentException($"'{name}' is not known. --help shows what is.");
    }

    private static void AddUrls(Dictionary<string, string?> settings)
    {
        var hasPort = settings.Remove(Port, out var port);
        var hasIp = settings.Remove(Ip, out var ip);
        if (!hasPort && !hasIp)
        {
            return;
        }

        if (!ushort.TryParse(port ?? "8888", NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new WrongArgumentException($"'--port' is a number from 0 to 65535, not '{port}'.");
        }

        if (hasIp && !System.Net.IPAddress.TryParse(ip, out _))
        {
            throw new WrongArgumentException($"'--ip' is an address such as 127.0.0.1 or 0.0.0.0, not '{ip}'.");
        }

        // localhost is two addresses, so a free port cannot be requested for it.
        var host = ip ?? (number == 0 ? "127.0.0.1" : "localhost");
        if (!settings.TryAdd(WebHostDefaults.ServerUrlsKey, string.Create(CultureInfo.InvariantCulture, $"http://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{number}")))
        {
            throw new WrongArgumentException("'--urls' says it all: neither '--port' nor '--ip' goes with it.");
        }
    }
}
