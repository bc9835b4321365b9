using Microsoft.Extensions.Options;

namespace SignalRService;

[OptionsValidator]
internal sealed partial class SignalRServiceOptionsCheck : IValidateOptions<SignalRServiceOptions>;
