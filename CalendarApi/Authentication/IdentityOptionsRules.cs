using Microsoft.Extensions.Options;

namespace CalendarApi.Authentication;

/// <summary>Stops the program at start if its settings would make it accept tokens that it must refuse.</summary>
internal sealed class IdentityOptionsRules(IHostEnvironment environment) : IValidateOptions<IdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var failures = new List<string>();

        if (!Uri.TryCreate(options.Instance, UriKind.Absolute, out var instance) || instance.Scheme is not ("http" or "https"))
        {
            failures.Add("AzureAd:Instance must be an absolute http(s) address.");
        }
        else if (options.IsPlainHttp && !environment.IsDevelopment())
        {
            failures.Add("AzureAd:Instance is plain http: keys fetched over it can be forged. Plain http is allowed only in Development, for IdentityEmulator.");
        }

        if (options.EnablePiiLogging && !environment.IsDevelopment())
        {
            failures.Add("AzureAd:EnablePiiLogging writes people's names and tokens to the log. It is allowed only in Development.");
        }

        if (options.ClientId.Length > 0 && !Guid.TryParse(options.ClientId, out _))
        {
            failures.Add("AzureAd:ClientId must be the application's id, a GUID.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
