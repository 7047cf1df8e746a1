update media_object set state = 'SWEPT', object_key = null, locator = null where id in (:ids)
