namespace SignalREmulator.CommandLine;

internal static class Usage
{
    public const string Text = """
        Azure SignalR Service in serverless mode, on this machine. Prints the connection string to use.

        Usage: signalr-emulator [options]

          -p, --port <number>        Port to listen on; 0 for a free one. Default 8888.
          -i, --ip <address>         Address to listen on, 0.0.0.0 for all. Default: this machine only.
              --urls <addresses>     Both in one; several are separated by semicolons.
              --access-key <key>     Key that signs tokens. Default: the public one of Microsoft's emulator.
              --secondary-key <key>  Also accepted.
          -c, --config <file>        Settings file: "UpstreamSettings" as in Microsoft's emulator, "SignalREmulator". Templates are read again when it changes.
              --faults               Enables faults on demand at /api/emulator.
          -h, --help                 This text.

        Every setting can be given by its name: --SignalREmulator:ClientTimeout=00:01:00, in the environment as
        SignalREmulator__ClientTimeout, and in the settings file. Arguments override the environment, which overrides the file.
        Exit codes: 0 stopped, 1 failed, 2 wrong argument or setting.
        """;
}
