using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;

namespace SignalREmulator.CommandLine;

/// <summary>The options of the command line, and the settings that they stand for.</summary>
internal static class EmulatorCommand
{
    private const string Text = """
        Azure SignalR Service in serverless mode, on this machine. Prints the connection string to use.

        Every setting can be given by its name: --SignalREmulator:ClientTimeout=00:01:00, in the environment as
        SignalREmulator__ClientTimeout, and in the settings file. Arguments override the environment, which overrides the file.
        Exit codes: 0 stopped, 1 failed, 2 wrong argument or setting.
        """;

    private const ushort DefaultPort = 8888;

    private static readonly Option<ushort?> Port = new("--port", "-p")
    {
        HelpName = "number",
        Description = "Port to listen on; 0 for a free one. 8888 unless given.",
        CustomParser = ReadPort,
    };

    private static readonly Option<IPAddress?> Ip = new("--ip", "-i")
    {
        HelpName = "address",
        Description = "Address to listen on, 0.0.0.0 for all. This machine only unless given.",
        CustomParser = ReadIp,
    };

    private static readonly Option<string> Urls = new("--urls") { HelpName = "addresses", Description = "Both in one; several are separated by semicolons." };
    private static readonly Option<string> AccessKey = new("--access-key") { HelpName = "key", Description = "Key that signs tokens. The public one of Microsoft's emulator unless given." };
    private static readonly Option<string> SecondaryKey = new("--secondary-key") { HelpName = "key", Description = "Also accepted." };
    private static readonly Option<bool?> Faults = new("--faults") { Arity = ArgumentArity.ZeroOrOne, Description = "Enable faults on demand at /api/emulator." };

    /// <summary>The user's settings file.</summary>
    public static Option<FileInfo> Config { get; } = new("--config", "-c")
    {
        HelpName = "file",
        Description = "Settings file: \"UpstreamSettings\" as in Microsoft's emulator, \"SignalREmulator\". Templates are read again when it changes.",
    };

    // After the options, which it contains.
    private static readonly RootCommand Command = Create();

    // An argument that begins with @ is a value like any other, not a file with more arguments.
    public static ParseResult Parse(IReadOnlyList<string> args) => Command.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });

    /// <summary>The settings that the given options stand for, by configuration key.</summary>
    public static IEnumerable<(string Key, string Value)> SettingsOf(ParseResult parsed)
    {
        const string section = EmulatorOptions.Section;
        (string Key, string? Value)[] settings =
        [
            ($"{section}:{nameof(EmulatorOptions.AccessKey)}", parsed.GetValue(AccessKey)),
            ($"{section}:{nameof(EmulatorOptions.SecondaryKey)}", parsed.GetValue(SecondaryKey)),
            ($"{section}:{nameof(EmulatorOptions.Faults)}:{nameof(SignalREmulator.Faults.FaultOptions.Enabled)}", FaultsOf(parsed)),
            (WebHostDefaults.ServerUrlsKey, parsed.GetValue(Urls)),
            (WebHostDefaults.ServerUrlsKey, UrlOf(parsed.GetValue(Port), parsed.GetValue(Ip))),
        ];
        return settings.Where(setting => setting.Value is not null).Select(setting => (setting.Key, setting.Value!));
    }

    private static RootCommand Create()
    {
        Config.Validators.Add(option =>
        {
            if (option.GetValueOrDefault<FileInfo>() is { Exists: false } file)
            {
                option.AddError($"There is no settings file '{file.FullName}'.");
            }
        });
        var command = new RootCommand(Text) { Port, Ip, Urls, AccessKey, SecondaryKey, Config, Faults };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(given =>
        {
            if (given.GetResult(Urls) is not null && (given.GetResult(Port) is not null || given.GetResult(Ip) is not null))
            {
                given.AddError("'--urls' has the whole address: neither '--port' nor '--ip' goes with it.");
            }
        });
        return command;
    }

    /// <summary>The option without a value means yes.</summary>
    private static string? FaultsOf(ParseResult parsed) =>
        parsed.GetResult(Faults) is not { } given ? null : given.Tokens.Count == 0 || parsed.GetValue(Faults) is true ? "true" : "false";

    private static string? UrlOf(ushort? port, IPAddress? ip)
    {
        if (port is null && ip is null)
        {
            return null;
        }

        // localhost is two addresses, so a free port cannot be requested for it.
        var host = ip?.ToString() ?? (port == 0 ? "127.0.0.1" : "localhost");
        return string.Create(CultureInfo.InvariantCulture, $"http://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port ?? DefaultPort}");
    }

    private static ushort? ReadPort(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return port;
        }

        argument.AddError($"'--port' is a number from 0 to 65535, not '{text}'.");
        return null;
    }

    private static IPAddress? ReadIp(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        argument.AddError($"'--ip' is an address such as 127.0.0.1 or 0.0.0.0, not '{text}'.");
        return null;
    }
}
