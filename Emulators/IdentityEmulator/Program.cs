using IdentityEmulator;
using ServiceDefaults.Settings;

var builder = WebApplication.CreateBuilder(args);
if (DevelopmentOnly.Refuses(builder.Environment))
{
    return SettingsCheck.WrongSettings;
}

builder.AddIdentityEmulator();

await using var app = builder.Build();
// Before mapping, which already reads the files that settings name.
if (SettingsCheck.Refuses(app))
{
    return SettingsCheck.WrongSettings;
}

app.MapIdentityEmulator();
await app.RunAsync();
return 0;
