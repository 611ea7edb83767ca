"""The face: GOV.UK form fields, components, layout, middleware and static files. No business."""
