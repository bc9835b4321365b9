using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SignalRService;

/// <summary>Reports a missing or invalid connection string when the host starts, not at the first push.</summary>
internal sealed class ConnectionStringCheck(string name, IConfiguration configuration) : IValidateOptions<SignalRServiceOptions>
{
    public ValidateOptionsResult Validate(string? optionsName, SignalRServiceOptions options)
    {
        if (configuration.GetConnectionString(name) is not { Length: > 0 } text)
        {
            return ValidateOptionsResult.Fail($"ConnectionStrings:{name} is not set.");
        }

        try
        {
            SignalRConnectionString.Parse(text);
            return ValidateOptionsResult.Success;
        }
        catch (FormatException exception)
        {
            return ValidateOptionsResult.Fail($"ConnectionStrings:{name}: {exception.Message}");
        }
    }
}
