"""The process that student code runs in: fork server, loader, audit hook, experiments. It holds nothing to steal."""
