namespace IdentityEmulator;

/// <summary>
/// Anyone who can reach this program can sign in as anyone. So it does not start where that could do harm.
/// </summary>
internal static class DevelopmentOnly
{
    public static string Reason(IHostEnvironment environment) =>
        $"IdentityEmulator signs anyone in without a password, so it runs in the Development environment only; this is '{environment.EnvironmentName}'. "
        + "Use Microsoft Entra ID here. (For development set ASPNETCORE_ENVIRONMENT=Development.)";

    /// <summary>True, with the reason on standard error, if the environment is not Development.</summary>
    public static bool Refuses(IHostEnvironment environment)
    {
        if (environment.IsDevelopment())
        {
            return false;
        }

        Console.Error.WriteLine(Reason(environment));
        return true;
    }
}
